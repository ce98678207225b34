import{a,b,c}from"./part-LFJ5YSO2.js";import"./part-ZHUSTGUO.js";import"./part-7JM6UDSN.js";export{c as begin,b as sound,a as sounds};
