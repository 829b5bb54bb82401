import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { headers, policyInPage } from './headers.mjs';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/hosting.md'), 'utf8');
const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text]) => ({ language, text }));
const blockOf = (language: string): string => blocks.find((block) => block.language === language)?.text ?? '';

describe('docs/hosting.md', () => {
  it('nginx and Caddy send what the own server sends', () => {
    for (const [name, value] of Object.entries(headers)) {
      expect(blockOf('nginx')).toContain(`add_header ${name} "${value}" always;`);
      expect(blockOf('caddyfile')).toContain(`${name} "${value}"`);
    }
  });

  it('the CDN before OSS too', () => {
    const functions = JSON.parse(blockOf('json')) as {
      functionName: string;
      functionArgs: { argName: string; argValue: string }[];
    }[];
    const sent = functions.map(({ functionName, functionArgs }) => {
      expect(functionName).toBe('set_resp_header');
      return functionArgs.map(({ argValue }) => argValue);
    });
    expect(Object.fromEntries(sent)).toEqual(headers);
  });

  it('a policy in the page is the server’s but for what only a header can say', () => {
    const inPage = policyInPage.split('; ');
    const whole = headers['Content-Security-Policy'].split('; ');
    expect(whole.filter((directive) => !inPage.includes(directive))).toEqual(["frame-ancestors 'none'"]);
    expect(inPage.every((directive) => whole.includes(directive))).toBe(true);
  });
});
