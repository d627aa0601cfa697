"""Asks an application in process, one request at a time."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

HERE = "http://127.0.0.1:8642"


class Client:
    """A client without a server; a fault inside the application is answered, not raised."""

    def __init__(self, app: FastAPI, base_url: str = HERE) -> None:
        self.app, self.base_url = app, base_url

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=self.base_url) as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)
