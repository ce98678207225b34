import{a,b,c,d,e}from"./part-2YRQPKXP.js";import"./part-SJWVXDEP.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
