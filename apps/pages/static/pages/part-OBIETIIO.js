import{b as a,c as b}from"./part-SD32PPMX.js";import"./part-KFALJNGW.js";export{a as Payments,b as checkout};
