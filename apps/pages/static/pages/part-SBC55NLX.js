import{a,b,c}from"./part-XXZTFROJ.js";import"./part-QW2VNVGG.js";import"./part-MQPVYYNA.js";export{c as begin,b as sound,a as sounds};
