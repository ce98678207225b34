import{a,b}from"./part-NGE2ZEPZ.js";import"./part-HAWIKVD2.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
