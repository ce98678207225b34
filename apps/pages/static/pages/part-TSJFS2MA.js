import{a,b,c,d,e}from"./part-TZ7ADZG4.js";import"./part-CPLSHFOC.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
