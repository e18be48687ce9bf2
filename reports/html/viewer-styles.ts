/** How a viewer looks, in whatever width it is given. The names of the colours are those of `DIAGRAM_COLOURS`. */
export const VIEWER_STYLES = `
.viewer{container:viewer/inline-size;position:relative;color:var(--text)}
.viewer button,.viewer input{font:inherit;color:inherit}
.viewer .bar{position:sticky;top:0;z-index:2;background:var(--ground);border-bottom:1px solid var(--line);padding-top:6px}
.viewer .controls{display:flex;flex-wrap:wrap;align-items:center;gap:6px}
.viewer .controls button{min-width:36px;height:36px;padding:0 8px;border:1px solid var(--line);border-radius:6px;background:var(--raised);cursor:pointer}
.viewer .controls button svg{display:block;margin:auto;fill:currentColor;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round}
.viewer .controls button[aria-disabled=true]{color:var(--lane);cursor:default}
.viewer .controls input{flex:1 1 90px;min-width:80px;accent-color:var(--link);height:36px;margin:0}
.viewer .place{min-width:5.2em;text-align:center;font-variant-numeric:tabular-nums;white-space:nowrap}
.viewer .orders{display:flex}
.viewer .orders button{border-radius:0;margin-left:-1px}
.viewer .orders button:first-child{border-radius:6px 0 0 6px}
.viewer .orders button:last-child{border-radius:0 6px 6px 0}
.viewer .orders button[aria-pressed=true]{background:var(--chosen);border-color:var(--link);font-weight:600;z-index:1;position:relative}
.viewer .caption{margin:6px 0 4px;font:13px/1.35 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre;overflow:hidden;text-overflow:ellipsis;min-height:1.35em}
.viewer .heads{overflow:hidden}
.viewer .body{overflow-x:auto;overflow-y:hidden;background:linear-gradient(90deg,var(--ground) 40%,transparent) 0 0/40px 100% local,linear-gradient(270deg,var(--ground) 40%,transparent) 100% 0/40px 100% local,linear-gradient(90deg,var(--line),transparent) 0 0/14px calc(100% - 3px) scroll,linear-gradient(270deg,var(--line),transparent) 100% 0/14px calc(100% - 3px) scroll;background-repeat:no-repeat}
.viewer :focus-visible{outline:3px solid var(--link);outline-offset:1px}
.viewer .body .band{cursor:pointer}
.viewer .body .row,.viewer .body .load{pointer-events:none}
.viewer .band:hover{fill:var(--raised)}
.viewer .band[data-look=past]{fill:var(--past)}
.viewer .band[data-look=chosen]{fill:var(--chosen)}
.viewer :is(.row,.arrow,.load,.no-return,.logs)[data-look=future]{opacity:.13}
.viewer :is(.arrow,.load)[data-look=flying]{opacity:.4}
.viewer .row[data-look=chosen] .dot{stroke:var(--link);stroke-width:3}
.viewer .row[data-look=chosen] .number,.viewer .row[data-look=past] .number{fill:var(--text);font-weight:700}
.viewer .arrow[data-look=past] line,.viewer .arrow[data-look=past] .tip{stroke-width:3}
.viewer .aside{padding:12px 0}
.viewer .card{border:1px solid var(--line);border-left:4px solid var(--link);border-radius:6px;padding:10px 14px;background:var(--raised);margin-bottom:14px}
.viewer .card h3{margin:0 0 6px;font:600 14px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.viewer .card h3.lie,.viewer .card p.lie{color:var(--lie)}
.viewer .card h4{margin:10px 0 2px;font-size:12px;color:var(--faint);font-weight:600}
.viewer .card p{margin:4px 0}
.viewer .card ul{list-style:disc;margin:2px 0;padding-left:1.2em}
.viewer .card li{overflow-wrap:anywhere}
.viewer .goto{border:1px solid var(--line);border-radius:4px;background:var(--past);padding:0 7px;min-width:26px;min-height:26px;cursor:pointer;line-height:1.5}
.viewer .replicas{display:grid;gap:10px;grid-template-columns:repeat(auto-fill,minmax(min(100%,170px),1fr));align-items:start}
.viewer .replica{border:1px solid var(--line);border-radius:6px;padding:8px 12px;min-width:0}
.viewer .replica.acts{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.viewer .replica.byzantine{border-color:var(--lie);color:var(--lie)}
.viewer .replica h4{margin:0 0 4px;font-size:14px}
.viewer .replica p{margin:2px 0;font-size:13px}
.viewer .replica dl{margin:0;font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.viewer .replica dl div{display:flex;flex-wrap:wrap;gap:0 8px;padding:0 4px;margin:0 -4px;border-radius:3px}
.viewer .replica dl div.new{background:var(--chosen)}
.viewer .replica dt{color:var(--faint)}
.viewer .replica .new dt{color:var(--text)}
.viewer .replica dd{margin:0;overflow-wrap:anywhere;min-width:0}
.viewer .replica del{color:var(--faint)}
.viewer .replica ins{text-decoration:none;font-weight:700}
.viewer .replica ins::before{content:"→ ";font-weight:400}
.viewer .log-row{display:flex;align-items:center;gap:8px;flex-wrap:wrap}
.viewer .log-row span{color:var(--faint);font-size:12px}
@container viewer (min-width:880px){
  .viewer .stage{display:grid;grid-template-columns:fit-content(64%) minmax(280px,1fr);align-items:start}
  .viewer .drawing{min-width:0}
  .viewer .aside{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:12px 4px 12px 24px}
}
@media print{
  .viewer .controls,.viewer .caption{display:none}
  .viewer .bar{position:static;border:0}
  .viewer .body,.viewer .heads{overflow:visible}
  .viewer svg.diagram,.body svg.diagram{max-width:100%;height:auto}
  .viewer .replica,.viewer .card{break-inside:avoid}
}
`;
