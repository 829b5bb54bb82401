import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '#engine/panel/candidate.ts';
import styles from '#features/plan/plan-step.module.css';
import { useCandidateName, useOwnCandidates } from '#state/data/product-names.ts';
import { changePlanConstraints, changeProductRule } from '#state/plan/plan-edits.ts';
import type { PlanSettings } from '#state/plan/plan-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { WordField } from './rule-fields.tsx';

type Kind = 'wave' | 'exclusiveGroup';

/** Candidates by the name of their wave or group, in the order of the file. */
function membersByName(candidates: readonly Candidate[], kind: Kind): [string, Candidate[]][] {
  const found = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const name = candidate[kind];
    if (name) found.set(name, [...(found.get(name) ?? []), candidate]);
  }
  return [...found];
}

interface GroupLimitsProps {
  readonly kind: Kind;
  readonly groups: PlanSettings['constraints']['groups'];
}

/** Waves (launch in one week) or groups that exclude each other: members, more members, fewer, and how many may launch. */
export function GroupLimits({ kind, groups = [] }: GroupLimitsProps) {
  const { t } = useTranslation('plan');
  const candidates = useOwnCandidates();
  const nameOf = useCandidateName();
  const [draft, setDraft] = useState('');
  const sets = membersByName(candidates, kind);
  const names = new Map(sets);
  const put = (id: string, name: string): void =>
    void changeProductRule(id, kind === 'wave' ? { wave: name } : { group: name });
  const open = draft !== '' && !names.has(draft) ? [...sets, [draft, []] as [string, Candidate[]]] : sets;
  const words = kind === 'wave' ? 'constraints.wave' : 'constraints.group';
  return (
    <Stack>
      <p className={styles.muted}>{t(`${words}Help`)}</p>
      {open.map(([name, members]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
        <div key={name} role="group" aria-label={name} className={styles.ruleBlock}>
          <p className={styles.category}>{name}</p>
          <ul className={styles.members}>
            {members.map((member) => (
              <li key={member.id} className={styles.member}>
                {nameOf(member)}
                <IconButton
                  label={t('constraints.takeOut', { name: nameOf(member) })}
                  icon="close"
                  onPress={() => put(member.id, '')}
                />
              </li>
            ))}
          </ul>
          <Toolbar>
            <Select
              label={t('constraints.addMember')}
              placeholder={t('constraints.choose')}
              options={candidates
                .filter((candidate) => candidate[kind] !== name)
                .map((candidate) => ({ value: candidate.id, label: nameOf(candidate) }))}
              value={null}
              onChange={(id) => put(id, name)}
            />
            {kind === 'exclusiveGroup' ? (
              <NumberField
                label={t('constraints.groupMax')}
                value={groups.find(({ id }) => id === name)?.max ?? 1}
                minValue={1}
                maxValue={Math.max(1, members.length)}
                onChange={(max) => {
                  if (max >= 1)
                    void changePlanConstraints({
                      groups: [...groups.filter(({ id }) => id !== name), { id: name, max }],
                    });
                }}
              />
            ) : null}
          </Toolbar>
        </div>
      ))}
      <NewGroup label={t(`${words}New`)} action={t('constraints.add')} onAdd={setDraft} />
    </Stack>
  );
}

interface NewGroupProps {
  readonly label: string;
  readonly action: string;
  readonly onAdd: (name: string) => void;
}

function NewGroup({ label, action, onAdd }: NewGroupProps) {
  const [name, setName] = useState('');
  return (
    <Toolbar>
      <WordField label={label} value={name} onCommit={setName} />
      <Button
        isDisabled={name === ''}
        onPress={() => {
          onAdd(name);
          setName('');
        }}
      >
        {action}
      </Button>
    </Toolbar>
  );
}
