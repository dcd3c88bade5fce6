import type { ProofKind } from '../../src/shared/states.ts';
import type { Instant } from '../../src/shared/views.ts';
import { clockTime } from '../parts/format.ts';
import { Failure, Skeleton } from '../parts/list-states.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { useAsked } from './asked.ts';
import { say } from './say.ts';

/** One item of GET /deliveries/:id/proofs. */
interface ProofView {
  kind: ProofKind;
  at: Instant;
  url: string | null;
}

/** What proves the hand-over. */
export function Proofs({ deliveryId, zone }: { deliveryId: string; zone: string }) {
  const { value, error, again } = useAsked<ProofView[] | { items: ProofView[] }>(
    `/deliveries/${deliveryId}/proofs`,
  );
  if (error) return <Failure error={error} retry={again} />;
  if (!value) return <Skeleton rows={1} />;
  const proofs = Array.isArray(value) ? value : value.items;
  return (
    <section aria-label={say('proof')}>
      <h3>{say('proof')}</h3>
      <ul class="proofs">
        {proofs.map((proof) => (
          <li key={proof.kind + proof.at}>
            {proof.url && proof.kind !== 'pin' && (
              <a href={proof.url} target="_blank" rel="noreferrer">
                <img
                  src={proof.url}
                  alt={sayCommon(`proof_${proof.kind}`)}
                  width={96}
                  height={72}
                  loading="lazy"
                />
              </a>
            )}
            {sayCommon(`proof_${proof.kind}`)}, <time>{clockTime(proof.at, zone)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
