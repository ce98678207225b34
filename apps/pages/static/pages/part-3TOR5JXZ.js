import{a,b,c,d,e}from"./part-OGNC2DC2.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
