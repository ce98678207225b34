import{a,b,c,d,e}from"./part-FJUO5VFX.js";import"./part-XLTMOYD3.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
