import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { TrainingSummary } from '#state/training/training-store.ts';

type Choice = TrainingSummary['choice'];
type Offer = Choice['passedOver'][number];

/** What computes, in words. */
export function useExecutorWords() {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const name = (executor: Choice['name']): string => t(`training.executors.${executor}`);
  /** Device, or what speaks against it. */
  const offer = ({ trouble, device }: Offer): string =>
    trouble ? t(`training.troubles.${trouble}`, { device: shortDevice(device) }) : shortDevice(device);
  /** "Computed by ...", at what speed where it is known, and why not by what would come before. */
  const choice = ({ name: executor, device, passedOver }: Choice, samplesPerSecond = Number.NaN): string => {
    const what = device.startsWith(name(executor)) ? device : `${name(executor)}, ${shortDevice(device)}`;
    const speed = t('training.speed', { speed: formats.count(samplesPerSecond) });
    const runs = Number.isFinite(samplesPerSecond)
      ? t('training.runsOnAt', { what, speed })
      : t('training.runsOn', { what });
    const reasons = passedOver.map((other) => t('training.passedOver', { name: name(other.name), why: offer(other) }));
    return formats.sentences([runs, ...reasons]);
  };
  return { name, offer, choice };
}

/** `ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x...)), SwiftShader driver)`: the part that names it. */
function shortDevice(device: string): string {
  const inner = /^ANGLE \(([^,]*), (.*?)(?: \(0x[0-9A-Fa-f]+\))?\)*,/.exec(device);
  return inner?.[2] ?? device;
}
