import{h as a,i as b}from"./part-QW2VNVGG.js";import"./part-MQPVYYNA.js";export{a as bookOf,b as marksLeft};
