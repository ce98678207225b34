import{a,b}from"./part-3LBWRLDJ.js";import"./part-KFR3EP67.js";import"./part-NDAE6YDE.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
