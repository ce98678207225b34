import{a,b,c,d,e}from"./part-MPN5TYGW.js";import"./part-PZ7QNHBA.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
