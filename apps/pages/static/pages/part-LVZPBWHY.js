import{a,b}from"./part-ME5MLO62.js";import"./part-4TXDWEXH.js";import"./part-LA7CKWOK.js";import"./part-N6GAZAC7.js";export{a as Figures,b as useChart};
