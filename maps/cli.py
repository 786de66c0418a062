"""The command line: a story or a timeline in, a map out."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import timeline
from maps.archive.cli import annotate_command, find_command, merge_command
from maps.caches import cache_folder, open_gazetteer
from maps.outputs import write_map
from maps.readers import ReaderName, open_named_reader
from maps.terminal import (
    print_places,
    print_reach,
    print_reach_between,
    remark,
    remark_dropped,
)
from timeline.errors import DatelineError, InputError, TableError, UnknownPlaceError

if TYPE_CHECKING:
    import pandas as pd

    from maps.journey import Journey
    from maps.options import WayOptions
    from timeline.annotate import Annotation
    from timeline.places import Place
    from timeline.times import Day

TABLE_SUFFIXES = (".csv", ".json", ".parquet")

app = typer.Typer(
    name="dateline",
    help="A story goes in, a dated, mapped journey comes out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

StoryArgument = Annotated[
    str, typer.Argument(metavar="STORY", help="A .txt, .md or .html file, a URL, or - for standard input.")
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="When the story was published (YYYY-MM-DD).")
]
Title = Annotated[str | None, typer.Option("--title", help="What heads the map.")]
GeocoderName = Annotated[
    str | None,
    typer.Option(
        "--geocoder",
        metavar="NAME",
        help="Ask this geopy service for names the gazetteer lacks, e.g. nominatim.",
    ),
]


By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="TIME",
        help="When to be at the candidate sites: 2023-09-13T13:00, local there or with an offset.",
    ),
]
Forbid = Annotated[
    str, typer.Option("--forbid", metavar="LIST", help="Countries that no way may pass, e.g. CN,MN.")
]
Close = Annotated[
    str, typer.Option("--close", metavar="LIST", help="Sea passages that no ship may use, e.g. suez,panama.")
]
RouterName = Annotated[
    str | None,
    typer.Option(
        "--router", metavar="NAME", help="Ask a routing server of your own: osrm, valhalla, graphhopper."
    ),
]
RouterUrl = Annotated[
    str | None,
    typer.Option("--router-url", metavar="URL", help="Where that server is, e.g. http://127.0.0.1:5000."),
]
RouterModes = Annotated[
    str, typer.Option("--router-modes", metavar="LIST", help="Which legs that server leads.")
]
Fallback = Annotated[
    bool, typer.Option("--fallback", help="Where that server fails, use the packaged networks, and say so.")
]
OVERLAND = "rail,road,foot"


def main() -> None:
    """Run the command line; whatever is wrong with the input ends in one sentence and exit code 2."""
    try:
        try:
            app(standalone_mode=True)
        finally:
            sys.stdout.flush()
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except (BrokenPipeError, SystemExit) as end:
        if isinstance(end, SystemExit) and not isinstance(end.__context__, BrokenPipeError):
            raise
        # Whoever read our output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _version(asked: bool) -> None:
    if asked:
        print(f"dateline {timeline.__version__}")
        raise typer.Exit


app.command("annotate")(annotate_command)
app.command("merge")(merge_command)
app.command("find")(find_command)


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A story goes in, a dated, mapped journey comes out."""


@app.command("map")
def map_command(
    story: Annotated[
        str,
        typer.Argument(
            metavar="STORY", help="A story as for timeline, or a timeline (.csv, .json, .parquet) to draw."
        ),
    ],
    published: Published = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Where to write; out/<name> by default.")
    ] = None,
    title: Title = None,
    geocoder: GeocoderName = None,
    reader: ReaderName = None,
    formats: Annotated[
        str,
        typer.Option(
            "--formats", "--format", metavar="LIST", help="More files beside these, e.g. kml,gpx,ics; or all."
        ),
    ] = "",
    by: By = None,
    forbid: Forbid = "",
    close: Close = "",
    router: RouterName = None,
    router_url: RouterUrl = None,
    router_modes: RouterModes = OVERLAND,
    fallback: Fallback = False,
    tiles: Annotated[
        str | None,
        typer.Option(
            "--tiles",
            metavar="PROVIDER",
            help="Tiles of a server over the plain map, by xyzservices' name, e.g. OpenTopoMap.",
        ),
    ] = None,
    cdn: Annotated[
        bool, typer.Option("--cdn", help="Link Leaflet instead of carrying it: smaller, needs the network.")
    ] = False,
    card: Annotated[
        str | None,
        typer.Option("--card", metavar="URL", help="Where the picture for social networks will be."),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Draw the journey of a story: map.html, timeline.csv, legs.csv and journey.geojson."""
    from maps.options import read_way_options

    way = read_way_options(
        router=router,
        url=router_url,
        modes=router_modes,
        fallback=fallback,
        forbid=forbid,
        close=close,
        by=by,
    )
    more = _formats(formats)
    journey, table = _journey(story, published, title, way, geocoder=geocoder, reader=reader)
    folder = out or Path("out") / _stem(story)
    write_map(folder, journey, table, more, tiles=tiles, cdn=cdn, card=card)
    if open_it:
        typer.launch(str(folder / "map.html"))


@app.command("reach")
def reach_command(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story or a timeline, as for map.")],
    to: Annotated[
        str,
        typer.Option("--to", metavar="PLACE", help="Where the traveller may have been: a name or LAT,LON."),
    ],
    by: By = None,
    speed: Annotated[
        float | None,
        typer.Option(
            "--speed", metavar="KMH", help="The top speed to reckon with; else what the story says."
        ),
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", help="How they travelled; else what the story says.")
    ] = None,
    published: Published = None,
    geocoder: GeocoderName = None,
    reader: ReaderName = None,
    forbid: Forbid = "",
    close: Close = "",
) -> None:
    """Tell whether the traveller of a story can have come to a place in time, and what that rests on."""
    from maps.options import find_place, read_mode, read_way_options
    from maps.routing.route import packaged_routers
    from maps.timing.reach import Terms, reach, reach_between

    way = read_way_options(
        router=None, url=None, modes=OVERLAND, fallback=False, forbid=forbid, close=close, by=by
    )
    journey, _ = _journey(story, published, None, way, geocoder=geocoder, reader=reader)
    place = find_place(to, tuple(point.place for point in journey.points), open_gazetteer())
    terms = Terms(
        routers=packaged_routers(journey, closed=way.closed),
        forbid=way.forbid,
        speed_kmh=speed,
        mode=read_mode(mode) if mode else None,
    )
    print_reach(place, reach(journey, place, due=way.by, terms=terms))
    for start, end in pairwise(journey.stops):
        if place not in (start.place, end.place) and end.status == "happened":
            between = reach_between(journey, place, start.number, end.number, terms=terms)
            print_reach_between(place, start, end, between)


@app.command("embed")
def embed_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that map wrote, e.g. out/kim-2023.")
    ],
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where the folder will be on the web.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="PLATFORM", help="Only one recipe: html, wordpress, hugo, …")
    ] = None,
) -> None:
    """Print how to put a map into a page: for plain HTML, WordPress, Ghost, Hugo, Jekyll, Substack, Medium."""
    from maps.web.embed import platforms, read_embedding, recipe

    embedding = read_embedding(folder, address=url)
    print("\n".join(recipe(embedding, name) for name in ([on] if on else platforms())), end="")
    if not (folder / "map.png").exists():
        remark(f"{folder} has no map.png: dateline map STORY --formats png draws it")


@app.command("timeline")
def timeline_command(
    story: StoryArgument,
    published: Published = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="A .csv, .json or .parquet file; CSV to standard output by default.",
        ),
    ] = None,
    geocoder: GeocoderName = None,
    reader: ReaderName = None,
) -> None:
    """Read the timeline of a story: one row an event."""
    if out and out.suffix not in TABLE_SUFFIXES:
        raise TableError(
            f"{out.name}: a timeline is written as {', '.join(TABLE_SUFFIXES)}: choose one of these endings"
        )
    annotation = _annotation(story, published, None, geocoder=geocoder, reader=reader)
    from timeline.table import build, to_csv, write_table

    table = build(annotation)
    if out is None:
        sys.stdout.write(to_csv(table))
        return
    write_table(table, out)
    remark(f"{len(table)} events written to {out}")


@app.command("place")
def place_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name as a story would write it.")],
    near: Annotated[
        str | None, typer.Option("--near", metavar="PLACE", help="Sort by the distance from this place.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="CC", help="Only this country (ISO code, e.g. RU).")
    ] = None,
) -> None:
    """Show what the gazetteer knows of a name."""
    from timeline.places import distance_km

    gazetteer = open_gazetteer()
    found = [p for p in gazetteer.lookup(name) if country is None or p.country == country.upper()]
    if not found:
        where = f" in {country.upper()}" if country else ""
        raise UnknownPlaceError(f"the gazetteer knows no place called {name!r}{where}: try another spelling")
    centre: Place | None = None
    if near is not None:
        known = gazetteer.lookup(near)
        if not known:
            raise UnknownPlaceError(
                f"the gazetteer knows no place called {near!r} to be near: try another spelling"
            )
        centre = known[0]
        found.sort(key=lambda p: distance_km(p, known[0]))
    print_places(found, centre)


# ---------------------------------------------------------------- reading


def _annotation(
    story: str, published: str | None, title: str | None, *, geocoder: str | None, reader: str | None
) -> Annotation:
    from timeline.annotate import extract
    from timeline.reader import parse_day, parse_story, read

    day: Day | None = parse_day(published, asked="--published") if published else None
    if story == "-":
        article = parse_story(sys.stdin.buffer.read(), name="standard input", published=day, title=title)
    else:
        article = read(story, published=day, title=title)
    asked = open_named_reader(reader, cache_folder())
    service = None
    if geocoder:
        from timeline.geocode import open_geocoder

        service = open_geocoder(geocoder, cache_dir=cache_folder())
    annotation = extract(article, gazetteer=open_gazetteer(), geocoder=service, reader=asked)
    remark_dropped(annotation.dropped)
    return annotation


def _journey(
    story: str,
    published: str | None,
    title: str | None,
    way: WayOptions,
    *,
    geocoder: str | None,
    reader: str | None,
) -> tuple[Journey, pd.DataFrame]:
    """Return the journey of a story or of a timeline, and the timeline."""
    if Path(story).suffix in TABLE_SUFFIXES:
        if geocoder or reader:
            raise InputError(
                f"{story} is a timeline already: leave out --geocoder and --reader, which read a story"
            )
        return _journey_of_table(Path(story), title, way)
    annotation = _annotation(story, published, title, geocoder=geocoder, reader=reader)
    journey = _route(annotation, annotation.article.title or _stem(story), way)
    from timeline.table import build

    return journey, build(annotation)


def _journey_of_table(path: Path, title: str | None, way: WayOptions) -> tuple[Journey, pd.DataFrame]:
    from timeline.table import filled_columns, read_table

    table = read_table(path)
    journey = _route(table, title or _stem(str(path)), way)
    absent = [name for name in filled_columns(table) if name != "order"]
    if absent:
        remark(f"{path.name} has no {', '.join(absent)}: taken as unknown")
    return journey, table


def _route(story: Annotation | pd.DataFrame, title: str, way: WayOptions) -> Journey:
    from maps.door import route

    return route(
        story,
        title=title,
        router=way.router,
        fallback=way.fallback,
        forbid=way.forbid,
        closed=way.closed,
        by=way.by,
    )


def _stem(story: str) -> str:
    """Name a story's folder: the file's stem; for a timeline.csv, the folder it lies in."""
    if story == "-":
        return "story"
    if story.startswith(("http://", "https://")):
        last = story.split("?")[0].rstrip("/").rpartition("/")[2]
        return (
            "".join(c if c.isalnum() or c in "-_" else "-" for c in last.removesuffix(".html"))[:60]
            or "story"
        )
    path = Path(story)
    if path.stem == "timeline":
        return path.resolve().parent.name or "timeline"
    return path.stem


def _formats(names: str) -> tuple[str, ...]:
    if not names:
        return ()
    from maps.export import chosen_formats

    return chosen_formats(names)
