import{a,b}from"./part-KZPKVKTT.js";import"./part-QLWYUFV7.js";import"./part-N3WFDJZ4.js";import"./part-2JGN72WH.js";export{a as Figures,b as useChart};
