import{a,b,c,d,e}from"./part-IQKTG7GI.js";import"./part-MQPVYYNA.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
