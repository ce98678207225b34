import{a,b}from"./part-VNGWZX3B.js";import"./part-BTF3EXTF.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-SZXSLSLN.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
