import{a,b,c,d,e}from"./part-AKPVL23U.js";import"./part-FOZOJYWX.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
