import{a,b}from"./part-4QJAN7T4.js";import"./part-UY4BTELV.js";import"./part-QPMKUOTT.js";import"./part-QOXKCMVT.js";import"./part-F4RJY6SG.js";export{a as ViewAs,b as ViewAsLink};
