/** What can happen in the state that is looked at: a button for each thing, by replica, lies apart. */
import { node } from "../../reports/words.ts";
import { byReplica } from "../choices.ts";
import { type Offer, offersOf } from "../offers.ts";
import { type Session, take } from "../session.ts";
import { useEffect, useMemo, useRef } from "./view.ts";

interface Props {
  readonly session: Session;
  onSession(session: Session): void;
}

export function ChoicesPanel({ session, onSession }: Props) {
  const offers = useMemo(() => offersOf(session), [session]);
  const title = useRef<HTMLHeadingElement>(null);
  const taken = useRef(false);
  useEffect(() => {
    // The button that was pressed may be gone, and with it the place from which the keyboard goes on.
    if (taken.current) title.current?.focus({ preventScroll: true });
    taken.current = false;
  }, [session]);
  const choose = (offer: Offer): void => {
    taken.current = true;
    onSession(take(session, offer));
  };
  const list = (some: readonly Offer[]) => (
    <ul>
      {some.map((offer) => (
        <li key={offer.code}>
          <button type="button" class="choice" onClick={() => choose(offer)}>
            <span>{offer.says}</span>
            <small>{offer.effect}</small>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <section class="choices" aria-labelledby="choices-title">
      <h2 id="choices-title" tabIndex={-1} ref={title}>
        What can happen next <span class="count">{offers.length}</span>
      </h2>
      {offers.length === 0 ? <p>Nothing: no message, lie or timer changes anything any more.</p> : null}
      {byReplica(offers).map(({ replica, honest, lies }) => (
        <section class="actor" key={String(replica)}>
          <h3>{replica === null ? "all honest nodes" : node(replica)}</h3>
          {honest.length === 0 ? null : list(honest)}
          {lies.map(({ from, choices }) => (
            <div class="forged" key={from}>
              <h4>{`what ${node(from)} can forge for it`}</h4>
              {list(choices)}
            </div>
          ))}
        </section>
      ))}
    </section>
  );
}
