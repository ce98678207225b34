import{a,b}from"./part-5IJI7PRQ.js";import"./part-UY4BTELV.js";import"./part-6QQYRT4J.js";import"./part-WICJCVOY.js";import"./part-CY7XF4HD.js";export{a as ViewAs,b as ViewAsLink};
