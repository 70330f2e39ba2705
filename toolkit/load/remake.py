"""Values out of the JSON that was written of them, without validating again what was valid when it was kept.

The store has a checksum for each row, so that its JSON is what :meth:`pydantic.BaseModel.model_dump_json` wrote. A library of 30,000
things is read four times as quickly this way.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)
Made = Callable[[Any], Any]


def remake(model: type[Model], value: dict[str, Any]) -> Model:
    """The value that a JSON object was written of. :raises KeyError, TypeError, ValueError, AttributeError: where it is none of `model`."""
    makers = _makers(model)
    fields = {name: makers[name](each) if makers[name] is not _same else each for name, each in value.items()}
    return model.model_construct(**fields)


@cache
def _makers(model: type[BaseModel]) -> dict[str, Made]:
    return {name: _maker(cast(Hashable, field.annotation)) for name, field in model.model_fields.items()}


def _same(value: Any) -> Any:
    return value


@cache
def _maker(annotation: Any) -> Made:
    """What makes a value of an annotation out of JSON."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _maker(arguments[0])
    if origin in (Union, types.UnionType):
        return _either(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin is dict:
        inner = _maker(arguments[1])
        return _same if inner is _same else lambda value: {key: inner(each) for key, each in value.items()}
    if annotation is datetime:
        return datetime.fromisoformat
    if annotation is date:
        return date.fromisoformat
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return lambda value: remake(annotation, value)
    assert annotation in (str, int, float, bool, Any) or origin is Literal, annotation
    return _same


def _tuple(arguments: tuple[Any, ...]) -> Made:
    inner = _maker(arguments[0])
    return tuple if inner is _same else lambda value: tuple(map(inner, value))


def _either(arguments: tuple[Any, ...]) -> Made:
    """Of several: by what JSON holds, an object for the model or mapping, an array for the tuple, else the plain one."""
    by_kind: dict[type, Made] = {}
    for each in arguments:
        if each is types.NoneType:
            continue
        of = get_origin(each)
        is_object = of is dict or (isinstance(each, type) and issubclass(each, BaseModel))
        by_kind.setdefault(dict if is_object else list if of is tuple else str, _maker(each))
    if all(maker is _same for maker in by_kind.values()):
        return _same
    plain = by_kind.get(str, _same)
    return lambda value: None if value is None else by_kind.get(type(value), plain)(value)
