import{a,b}from"./part-DEM7ILII.js";import"./part-UY4BTELV.js";import"./part-NBJV24HO.js";import"./part-4MZ2GNLV.js";import"./part-SZDRBM6B.js";export{a as ViewAs,b as ViewAsLink};
