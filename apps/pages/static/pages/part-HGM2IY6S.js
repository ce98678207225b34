import{a,b,c,d,e}from"./part-MMQYR4EB.js";import"./part-ZQV3CIKT.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
