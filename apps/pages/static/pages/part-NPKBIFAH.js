import{a,b}from"./part-EY4CRLY4.js";import"./part-F6JRI63F.js";import"./part-47226M6Q.js";import"./part-ZFLYZZCX.js";export{a as Figures,b as useChart};
