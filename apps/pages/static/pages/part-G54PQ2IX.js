import{a}from"./part-6QUMAOSP.js";import"./part-EAH2R4GG.js";import"./part-4HNFNUNX.js";import"./part-DNPUKNKA.js";import"./part-WENX3LLF.js";import"./part-HLTYPTNK.js";export{a as Excuses};
