import{a,b}from"./part-XUSJ7TTV.js";import"./part-2ZIW34D5.js";import"./part-IJVIBCQ6.js";import"./part-NBQBIF2M.js";export{a as Figures,b as useChart};
