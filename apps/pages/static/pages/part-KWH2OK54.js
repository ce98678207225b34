import{a,b}from"./part-QLGZ5ULJ.js";import"./part-HTD7HGTK.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-ENU2Q3XS.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
