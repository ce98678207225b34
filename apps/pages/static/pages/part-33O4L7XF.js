import{a,b,c}from"./part-IGZLU3V6.js";import"./part-YFGS2HCY.js";import"./part-KFALJNGW.js";export{c as begin,b as sound,a as sounds};
