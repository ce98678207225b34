import{a,b}from"./part-7LLCQ5QS.js";import"./part-2KD7DFUP.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-NZTZ5GDJ.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
