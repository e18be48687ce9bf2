/** Readers of the formats that are not ours: a JSON Schema validator, and libxml2 with an XSD. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import AjvDraft04 from "ajv-draft-04";
import { XmlDocument, XsdValidator } from "libxml2-wasm";

const schema = (name: string): string => readFileSync(new URL(`../schemas/${name}`, import.meta.url), "utf8");

/** What a validator says of a text; nothing if it is valid. */
type Faults = (text: string) => readonly string[];

const LOOSE = { strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true } as const;

function jsonFaults(ajv: Pick<Ajv, "compile">, name: string): Faults {
  const validate = ajv.compile(JSON.parse(schema(name)));
  return (text) => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

export const sarifFaults = jsonFaults(new AjvDraft04.default(LOOSE), "sarif-2.1.0.json");
export const itfFaults = jsonFaults(new Ajv(LOOSE), "itf.json");

const junit = XsdValidator.fromDoc(XmlDocument.fromString(schema("jenkins-junit.xsd")));

export const junitFaults: Faults = (text) => {
  let document: XmlDocument | null = null;
  try {
    document = XmlDocument.fromString(text);
    junit.validate(document);
    return [];
  } catch (error) {
    return [String(error)];
  } finally {
    document?.dispose();
  }
};

/** The text that an XML reader finds at an XPath. */
export function xmlTexts(text: string, path: string): readonly string[] {
  const document = XmlDocument.fromString(text);
  try {
    return document.find(path).map(({ content }) => content);
  } finally {
    document.dispose();
  }
}
