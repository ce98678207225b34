import{a,b,c,d,e}from"./part-HX5RUBFA.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
