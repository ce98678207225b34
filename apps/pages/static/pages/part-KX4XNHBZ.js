import{a}from"./part-UDA7XLWG.js";import"./part-A3J3QPFB.js";import"./part-ICF63CJL.js";import"./part-6EWCFIZU.js";import"./part-VZFCWJTF.js";import"./part-66WTKBHA.js";export{a as Excuses};
