import{a}from"./part-Y4JPYJKW.js";import"./part-2ILCOYYX.js";import"./part-IUJYOLXI.js";import"./part-K2PTVIDS.js";import"./part-SHNI5ZDI.js";import"./part-GQ4C3XAI.js";export{a as Excuses};
