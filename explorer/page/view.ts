/** The library that draws the page: the only file that imports it. What stands between angle brackets is its as well. */
export { type ComponentChildren, render } from "preact";
export { useEffect, useMemo, useRef, useState } from "preact/hooks";
