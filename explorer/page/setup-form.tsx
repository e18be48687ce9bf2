/** What is explored: the protocol, its variant and its bounds, who lies, and when timers fire. */
import { ConfigurationError } from "../../model/configuration.ts";
import { kebab } from "../../model/names.ts";
import { type ParameterSpec, type Protocol, timingsOf } from "../../model/protocol.ts";
import { PROTOCOLS } from "../../protocols/all.ts";
import { sentence } from "../../reports/words.ts";
import { type Fields, fieldsOf, setupFrom } from "../fields.ts";
import { type Setup, setupOf } from "../setup.ts";
import { useEffect, useState } from "./view.ts";

interface Props {
  readonly setup: Setup;
  onSetup(setup: Setup): void;
}

/** Each change that makes sense is a new setup at once; what makes none is said, and changes nothing. */
export function SetupForm({ setup, onSetup }: Props) {
  const [fields, setFields] = useState(() => fieldsOf(setup));
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    setFields(fieldsOf(setup));
    setWrong(null);
  }, [setup]);
  const { protocol } = setup;

  const change = (part: Partial<Fields>): void => {
    const next = { ...fields, ...part };
    setFields(next);
    try {
      onSetup(setupFrom(protocol, next));
      setWrong(null);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      setWrong(error.message);
    }
  };
  return (
    <form class="setup" onSubmit={(event) => event.preventDefault()}>
      <ProtocolField protocol={protocol} onProtocol={(chosen) => onSetup(setupOf(chosen))} />
      <VariantField protocol={protocol} variant={fields.variant} onVariant={(variant) => change({ variant })} />
      <div class="row">
        <NumberField name="nodes" value={fields.nodes} least={1} onValue={(nodes) => change({ nodes })} />
        <NumberField name="faulty" value={fields.faulty} least={0} onValue={(faulty) => change({ faulty })} />
      </div>
      <label>
        <span>timing</span>
        <select value={fields.timing} onChange={({ currentTarget }) => change({ timing: currentTarget.value })}>
          {timingsOf(protocol).map((timing) => (
            <option key={timing}>{timing}</option>
          ))}
        </select>
      </label>
      <fieldset class="liars">
        <legend>Byzantine nodes</legend>
        {Array.from({ length: setup.configuration.nodes }, (_, id) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={fields.byzantine.includes(id)}
              onChange={() => change({ byzantine: toggled(fields.byzantine, id) })}
            />
            {id}
          </label>
        ))}
      </fieldset>
      {Object.entries(protocol.parameters).map(([name, spec]) => (
        <ParameterField
          key={`${protocol.name} ${name}`}
          name={name}
          spec={spec}
          value={fields.parameters[name] ?? ""}
          onValue={(value) => change({ parameters: { ...fields.parameters, [name]: value } })}
        />
      ))}
      {wrong === null ? null : (
        <p class="wrong" role="alert">
          {sentence(wrong)} What you see is still as before.
        </p>
      )}
    </form>
  );
}

const toggled = (ids: readonly number[], id: number): readonly number[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

function ProtocolField({ protocol, onProtocol }: { protocol: Protocol; onProtocol(chosen: Protocol): void }) {
  const choose = (name: string): void => {
    const chosen = PROTOCOLS.find((one) => one.name === name);
    if (chosen) onProtocol(chosen);
  };
  return (
    <div>
      <label>
        <span>protocol</span>
        <select
          value={protocol.name}
          aria-describedby="protocol-says"
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {PROTOCOLS.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <small id="protocol-says">{sentence(protocol.says)}</small>
    </div>
  );
}

interface VariantProps {
  readonly protocol: Protocol;
  readonly variant: string | null;
  onVariant(variant: string | null): void;
}

function VariantField({ protocol, variant, onVariant }: VariantProps) {
  const variants = Object.entries(protocol.variants ?? {});
  if (variants.length === 0) return null;
  const says = variants.find(([name]) => name === variant)?.[1].says ?? "The protocol as it is, without any change.";
  return (
    <div>
      <label>
        <span>variant</span>
        <select
          value={variant ?? ""}
          aria-describedby="variant-says"
          onChange={({ currentTarget }) => onVariant(currentTarget.value === "" ? null : currentTarget.value)}
        >
          <option value="">none</option>
          {variants.map(([name]) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <small id="variant-says">{sentence(says)}</small>
    </div>
  );
}

interface NumberProps {
  readonly name: string;
  readonly value: string;
  readonly least: number;
  readonly most?: number | undefined;
  readonly describedBy?: string;
  onValue(value: string): void;
}

function NumberField({ name, value, least, most, describedBy, onValue }: NumberProps) {
  return (
    <label>
      <span>{name}</span>
      <input
        type="number"
        inputMode="numeric"
        value={value}
        min={least}
        max={most}
        aria-describedby={describedBy}
        onChange={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </label>
  );
}

interface ParameterProps {
  readonly name: string;
  readonly spec: ParameterSpec;
  readonly value: string;
  onValue(value: string): void;
}

function ParameterField({ name, spec, value, onValue }: ParameterProps) {
  const says = `${name}-says`;
  const field =
    spec.type === "integer" ? (
      <NumberField
        name={kebab(name)}
        value={value}
        least={spec.minimum}
        most={spec.maximum}
        describedBy={says}
        onValue={onValue}
      />
    ) : (
      <label>
        <span>{kebab(name)}</span>
        <select value={value} aria-describedby={says} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
          {spec.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      </label>
    );
  return (
    <div>
      {field}
      <small id={says}>{sentence(spec.says)}</small>
    </div>
  );
}
