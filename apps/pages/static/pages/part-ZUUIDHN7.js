import{a,b,c}from"./part-VU6A7BBJ.js";import"./part-WWNZSPIV.js";import"./part-ROMXAHNQ.js";export{c as begin,b as sound,a as sounds};
