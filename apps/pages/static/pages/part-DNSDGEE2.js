import{a,b}from"./part-5OSTU6OP.js";import"./part-XJU3XT5S.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
