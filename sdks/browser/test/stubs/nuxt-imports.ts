/** What the recipe needs of Nuxt. */
interface NuxtApp {
  hook(name: 'vue:error', callback: (error: unknown, component: unknown, info: string) => void): void;
}

type Plugin = (nuxtApp: NuxtApp) => { provide: Record<string, unknown> };

export const defineNuxtPlugin = (plugin: Plugin): Plugin => plugin;

export const useRuntimeConfig = () =>
  (window as unknown as { runtimeConfig: { public: { micrologsKey: string; micrologsUrl: string } } }).runtimeConfig;

export const useRouter = () => ({
  afterEach(callback: () => void): void {
    addEventListener('navigated', callback);
  },
});
