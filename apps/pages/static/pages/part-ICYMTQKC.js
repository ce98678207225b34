import{a,b,c,d,e}from"./part-WRNJ7HZB.js";import"./part-STXV6PDY.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
