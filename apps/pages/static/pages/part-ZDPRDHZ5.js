import{a,b,c}from"./part-F5K63P4V.js";import"./part-SURYFOUD.js";import"./part-RVSKNVR7.js";export{c as begin,b as sound,a as sounds};
