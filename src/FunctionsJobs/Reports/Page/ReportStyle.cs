namespace FunctionsJobs.Reports.Page;

/// <summary>The style of reports: one sheet inside the page, light and dark as the reader's system is, light on paper.</summary>
internal static class ReportStyle
{
    /// <summary>The sheet.</summary>
    public const string Sheet = """
        :root{color-scheme:light dark;--page:#f4f5f8;--card:#fff;--line:#e3e6ec;--ink:#161a22;--soft:#5a6474;--accent:#2c5cd6;--second:#c2571a;--before:#b7c2da;--up:#0b7a4b;--down:#b3261e}
        @media (prefers-color-scheme:dark){:root{--page:#0f1218;--card:#181d26;--line:#2b323f;--ink:#eceff5;--soft:#a0aabb;--accent:#7aa2ff;--second:#f0a06a;--before:#4a5772;--up:#5ed3a0;--down:#ff8f86}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1040px;margin:0 auto;padding:32px 20px 48px}
        header{margin-bottom:24px}
        .service{margin:0;color:var(--soft);font-size:13px;letter-spacing:.04em}
        h1{margin:2px 0 4px;font-size:30px;line-height:1.2;letter-spacing:-.01em}
        .period{margin:0;font-size:17px}
        .period strong{font-weight:600}
        .against{margin:2px 0 0;color:var(--soft)}
        .note{margin:14px 0 0;padding:10px 14px;border-left:4px solid var(--second);background:var(--card);border-radius:4px}
        h2{margin:0 0 12px;font-size:17px}
        section,figure{margin:0 0 20px;padding:20px;background:var(--card);border:1px solid var(--line);border-radius:10px}
        .tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:12px;margin:0 0 20px;padding:0;list-style:none}
        .tiles li{padding:14px 16px;background:var(--card);border:1px solid var(--line);border-radius:10px}
        .tiles .name{color:var(--soft);font-size:13px}
        .tiles .value{margin:2px 0;font-size:24px;line-height:1.25;font-weight:650;letter-spacing:-.01em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .tiles .change{font-size:13px;color:var(--soft);font-variant-numeric:tabular-nums}
        .up{color:var(--up)}.down{color:var(--down)}
        figcaption{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:baseline;margin-bottom:8px}
        figcaption h2{margin:0 auto 0 0}
        .key{color:var(--soft);font-size:13px;white-space:nowrap}
        .key i{display:inline-block;width:11px;height:11px;margin-right:6px;border-radius:3px;vertical-align:-1px}
        .key .current{background:var(--accent)}.key .second{background:var(--second)}.key .previous{background:var(--before)}
        .chart{display:block;width:100%;height:auto;overflow:visible}
        .chart text{fill:var(--soft);font-size:11px;font-variant-numeric:tabular-nums}
        .chart .grid{stroke:var(--line)}.chart .axis{stroke:var(--soft)}
        .chart rect.current{fill:var(--accent)}.chart rect.previous{fill:var(--before)}
        .chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .chart .line.current{stroke:var(--accent)}.chart .line.second{stroke:var(--second)}.chart .line.previous{stroke:var(--before)}
        .chart .point.current{fill:var(--accent)}.chart .point.second{fill:var(--second)}.chart .point.previous{fill:var(--before)}
        .pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:20px}
        .pair figure{margin-bottom:20px}
        .scroll{overflow-x:auto}
        table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);font-size:13px;padding-bottom:8px}
        th,td{padding:7px 10px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
        th:first-child{text-align:left}
        thead th{color:var(--soft);font-size:13px;font-weight:600;border-bottom-color:var(--soft)}
        tbody th{font-weight:500}
        tfoot th,tfoot td{border-top:2px solid var(--soft);border-bottom:0;font-weight:650}
        tbody tr:hover{background:var(--page)}
        .file{display:inline-block;margin-top:14px;padding:8px 14px;border:1px solid var(--accent);border-radius:8px;color:var(--accent);text-decoration:none;font-weight:600}
        .file:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        footer{color:var(--soft);font-size:13px}
        footer dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:8px 0}
        footer dt{font-weight:600}footer dd{margin:0}
        @media screen and (max-width:760px){.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.pair{grid-template-columns:1fr;gap:0}.chart text{font-size:18px}.pair .chart text{font-size:11px}}
        @page{size:A4;margin:14mm}
        @media print{
        :root{color-scheme:light;--page:#fff;--card:#fff;--line:#d5d9e0;--ink:#000;--soft:#444b57;--accent:#2c5cd6;--second:#c2571a;--before:#b7c2da;--up:#0b6b42;--down:#9c1f18}
        body{font-size:11px}main{max-width:none;padding:0}h1{font-size:22px}.tiles .value{font-size:17px}
        section,figure,.tiles li{break-inside:avoid;padding:10px}section.rows{break-inside:auto}tr{break-inside:avoid}thead{display:table-header-group}tfoot{display:table-row-group}
        th,td{padding:3px 6px}.scroll{overflow:visible}.file{display:none}footer{font-size:9px}footer dl{gap:0 14px}rect,circle,.key i{print-color-adjust:exact}
        }
        """;
}
