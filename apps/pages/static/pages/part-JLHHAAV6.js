import{a}from"./part-R2Y5UDCG.js";import"./part-RGWRKCZW.js";import"./part-KUXFXEIY.js";import"./part-W5UBKAK7.js";import"./part-2JGN72WH.js";export{a as Excuses};
