import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAsset } from '#workers/read-asset.ts';
import licencesUrl from '../../build/licences.json?url';
import styles from './privacy-panel.module.css';

interface PackageLicence {
  readonly name: string;
  readonly version: string;
  /** SPDX expression; '' when the package names none. */
  readonly licence: string;
  readonly text: string;
}

/** Every package that ships in the page, with its licence; read when it is asked for. */
export function LicenceList() {
  const { t } = useTranslation('shell');
  const [packages, setPackages] = useState<readonly PackageLicence[] | null>(null);
  useEffect(() => {
    let isShown = true;
    readAsset(licencesUrl)
      .then((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as PackageLicence[])
      .catch(() => [])
      .then((read) => {
        if (isShown) setPackages(read);
      });
    return () => {
      isShown = false;
    };
  }, []);
  if (packages === null) return <p>{t('loading')}</p>;
  if (packages.length === 0) return <p>{t('proof.noLicences')}</p>;
  return (
    <ul className={styles.list}>
      {packages.map(({ name, version, licence, text }) => (
        <li key={`${name} ${version}`}>
          <details>
            <summary>
              {name} {version} <span className={styles.licence}>{licence}</span>
            </summary>
            <pre className={styles.text}>{text || licence}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
