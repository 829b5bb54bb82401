import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { isSingleFile } from '#state/runtime/app-version.ts';
import { useOfflineStore } from '#state/runtime/offline-store.ts';
import { readPolicy, tryToSend, usePrivacyStore } from '#state/runtime/privacy-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { Dialog } from '#ui/layout/dialog.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Fact, Facts } from '#ui/table/facts.tsx';
import { LicenceList } from './licence-list.tsx';
import styles from './privacy-panel.module.css';

/** The promise, with its proof one click away. */
export function PrivacyButton({ isNarrow = false }: { readonly isNarrow?: boolean }) {
  const { t } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {isNarrow ? (
        <IconButton label={t('proof.action')} icon="lock" onPress={() => setOpen(true)} />
      ) : (
        <Button variant="plain" icon="lock" onPress={() => setOpen(true)}>
          {t('proof.action')}
        </Button>
      )}
      <Dialog title={t('proof.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <PrivacyProof />
      </Dialog>
    </>
  );
}

function PrivacyProof() {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const { outbound, refused, policy, workerPolicy, attempt } = usePrivacyStore();
  useEffect(() => void readPolicy(), []);
  return (
    <div className={styles.proof}>
      <p>{t('proof.text')}</p>
      <Facts>
        <Fact label={t('proof.outbound')}>
          <strong data-testid="outbound-requests">
            {outbound ? formats.count(outbound.length) : t('proof.notCounted')}
          </strong>
        </Fact>
        <Fact label={t('proof.refused')}>{formats.count(refused.length)}</Fact>
        <Fact label={t('proof.workers')}>{t(`proof.workerPolicy.${workerPolicy}`)}</Fact>
        <Fact label={t('proof.isolated')}>
          {globalThis.crossOriginIsolated ? t('proof.isolatedYes') : t('proof.isolatedNo')}
        </Fact>
        <Fact label={t('proof.offline')}>
          <OfflineWords />
        </Fact>
      </Facts>
      {outbound && outbound.length > 0 ? (
        <ul className={styles.list}>
          {outbound.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      ) : null}
      <div className={styles.attempt}>
        <Button onPress={() => void tryToSend()}>{t('proof.try')}</Button>
        <p role="status">{attempt === 'none' ? t('proof.tryText') : t(`proof.attempt.${attempt}`)}</p>
      </div>
      <Disclosure title={t('proof.policy')}>
        {policy === null ? (
          <p>{t('proof.noPolicy')}</p>
        ) : (
          <ul className={styles.list}>
            {policy.split(/;\s*/).map((line) => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
      {isSingleFile ? null : (
        <p>
          {t('proof.takeText')}{' '}
          <a href={`${import.meta.env.BASE_URL}debut.html`} download="debut.html">
            {t('proof.take')}
          </a>
        </p>
      )}
      <Disclosure title={t('proof.licences')}>
        <LicenceList />
      </Disclosure>
    </div>
  );
}

/** Whether the page opens without a network, in words. */
function OfflineWords() {
  const { t } = useTranslation('shell');
  const offline = useOfflineStore((state) => state.offline);
  if (offline.status === 'unavailable') return t('offline.unavailable', { reason: offline.reason });
  return t(`offline.${offline.status}`);
}
