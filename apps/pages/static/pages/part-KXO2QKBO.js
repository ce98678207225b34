import{a,b,c,d,e}from"./part-GZARK35R.js";import"./part-NZTZ5GDJ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
