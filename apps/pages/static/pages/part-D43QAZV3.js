import{a,b,c,d,e}from"./part-C65ZR4QQ.js";import"./part-NBQBIF2M.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
