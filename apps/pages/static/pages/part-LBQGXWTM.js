import{a,b,c,d,e}from"./part-OVKRUPYZ.js";import"./part-KFALJNGW.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
